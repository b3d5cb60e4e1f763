package io.isobar.query.order;

/**
 * Compares texts as alternating runs of digits and of other characters. Two runs of digits compare as numbers, of equal
 * numbers the one with fewer leading zeros comes first; a run of digits comes before other characters, which compare by
 * code units.
 */
final class AlphanumericOrder {
    private AlphanumericOrder() {}

    static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endA = runEnd(a, i);
            int endB = runEnd(b, j);
            boolean digitsA = isDigit(a.charAt(i));
            boolean digitsB = isDigit(b.charAt(j));
            if (digitsA != digitsB) {
                return digitsA ? -1 : 1;
            }
            int order = digitsA ? compareDigits(a, i, endA, b, j, endB) : compareTexts(a, i, endA, b, j, endB);
            if (order != 0) {
                return order;
            }
            i = endA;
            j = endB;
        }
        return Integer.compare(a.length() - i, b.length() - j);
    }

    private static int runEnd(String text, int start) {
        boolean digits = isDigit(text.charAt(start));
        int end = start + 1;
        while (end < text.length() && isDigit(text.charAt(end)) == digits) {
            end++;
        }
        return end;
    }

    private static int compareDigits(String a, int fromA, int toA, String b, int fromB, int toB) {
        int startA = skipZeros(a, fromA, toA);
        int startB = skipZeros(b, fromB, toB);
        int byLength = Integer.compare(toA - startA, toB - startB);
        if (byLength != 0) {
            return byLength;
        }
        int byDigits = compareTexts(a, startA, toA, b, startB, toB);
        return byDigits != 0 ? byDigits : Integer.compare(startA - fromA, startB - fromB);
    }

    private static int skipZeros(String text, int from, int to) {
        int start = from;
        while (start < to - 1 && text.charAt(start) == '0') {
            start++;
        }
        return start;
    }

    private static int compareTexts(String a, int fromA, int toA, String b, int fromB, int toB) {
        int common = Math.min(toA - fromA, toB - fromB);
        for (int i = 0; i < common; i++) {
            int order = Character.compare(a.charAt(fromA + i), b.charAt(fromB + i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(toA - fromA, toB - fromB);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
