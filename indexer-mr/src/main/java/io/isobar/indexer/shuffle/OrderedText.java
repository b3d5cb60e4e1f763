package io.isobar.indexer.shuffle;

/**
 * Text as bytes that sort, unsigned, as {@link String#compareTo} does, and that end themselves.
 *
 * <p>Each UTF-16 code unit is written as UTF-8 writes a character of that number, so both halves of a surrogate pair have
 * three bytes each (plain UTF-8 would sort such characters after U+FFFF, where UTF-16 sorts them before U+E000). Zero ends
 * the text; the units 0 and 1 are written as {@code 01 01} and {@code 01 02}, so zero never occurs inside.
 */
final class OrderedText {
    static final int END = 0;
    private static final int ESCAPE = 1;

    /** From here up to 127 a byte is a character. */
    static final int LEAST_PLAIN = ESCAPE + 1;

    private OrderedText() {}

    static void write(String text, ByteSink out) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit <= ESCAPE) {
                out.put(ESCAPE).put(unit + 1);
            } else if (unit < 0x80) {
                out.put(unit);
            } else if (unit < 0x800) {
                out.put(0xC0 | unit >> 6).put(0x80 | (unit & 0x3F));
            } else {
                out.put(0xE0 | unit >> 12).put(0x80 | (unit >> 6 & 0x3F)).put(0x80 | (unit & 0x3F));
            }
        }
        out.put(END);
    }

    static String read(ByteSource in, StringBuilder scratch) {
        scratch.setLength(0);
        for (int b; (b = in.next()) != END; ) {
            if (b == ESCAPE) {
                scratch.append((char) (in.next() - 1));
            } else if (b < 0x80) {
                scratch.append((char) b);
            } else if (b < 0xE0) {
                scratch.append((char) ((b & 0x1F) << 6 | (in.next() & 0x3F)));
            } else {
                scratch.append((char) ((b & 0x0F) << 12 | (in.next() & 0x3F) << 6 | (in.next() & 0x3F)));
            }
        }
        return scratch.toString();
    }
}
