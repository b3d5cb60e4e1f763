package io.isobar.indexer.partition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON in UTF-8, byte for byte as Druid's writer has it: in strings the quote, the backslash, what is below the blank,
 * and each half of a surrogate pair are escaped, and nothing else. A buffer that grows and is used again.
 */
final class JsonBytes {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_DIGITS = 20;
    private static final int FIRST_CAPACITY = 256;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int size;

    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    JsonBytes clear() {
        size = 0;
        return this;
    }

    JsonBytes raw(char ascii) {
        need(1);
        bytes[size++] = (byte) ascii;
        return this;
    }

    JsonBytes raw(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            raw(ascii.charAt(i));
        }
        return this;
    }

    JsonBytes number(long value) {
        need(MOST_DIGITS);
        if (value < 0) {
            bytes[size++] = '-';
        }
        int first = size;
        long left = value;
        do {
            bytes[size++] = (byte) ('0' + Math.abs(left % 10));
            left /= 10;
        } while (left != 0);
        for (int i = first, j = size - 1; i < j; i++, j--) {
            byte digit = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = digit;
        }
        return this;
    }

    JsonBytes string(String text) {
        need(6 * text.length() + 2); // an escaped unit is the longest
        bytes[size++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit >= ' ' && unit < 0x80 && unit != '"' && unit != '\\') {
                bytes[size++] = (byte) unit;
            } else if (unit < 0x80) {
                escape(unit);
            } else if (unit < 0x800) {
                bytes[size++] = (byte) (0xC0 | unit >> 6);
                bytes[size++] = (byte) (0x80 | (unit & 0x3F));
            } else if (Character.isSurrogate(unit)) {
                hex(unit);
            } else {
                bytes[size++] = (byte) (0xE0 | unit >> 12);
                bytes[size++] = (byte) (0x80 | (unit >> 6 & 0x3F));
                bytes[size++] = (byte) (0x80 | (unit & 0x3F));
            }
        }
        bytes[size++] = '"';
        return this;
    }

    private void escape(char unit) {
        char letter = switch (unit) {
            case '\b' -> 'b';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\f' -> 'f';
            case '\r' -> 'r';
            case '"', '\\' -> unit;
            default -> 'u';
        };
        if (letter == 'u') {
            hex(unit);
        } else {
            bytes[size++] = '\\';
            bytes[size++] = (byte) letter;
        }
    }

    private void hex(char unit) {
        bytes[size++] = '\\';
        bytes[size++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[size++] = HEX[unit >> shift & 0xF];
        }
    }

    private void need(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
