package io.isobar.serving.router;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a database of one node in MaxMind's format, version 2.0, that gives every IPv4 address the same record. */
final class MmdbFile {
    private MmdbFile() {}

    /** A record {@code {outer: {inner: value}}}. */
    static byte[] wholeInternet(String outer, String inner, String value) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        // One node of two 24-bit records, both pointing at the first byte of data: nodes + 16 + 0.
        for (int side = 0; side < 2; side++) {
            file.writeBytes(new byte[] {0, 0, 17});
        }
        file.writeBytes(new byte[16]);
        file.writeBytes(encoded(Map.of(outer, Map.of(inner, value))));
        file.writeBytes(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
        file.writeBytes("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("binary_format_major_version", 2);
        metadata.put("binary_format_minor_version", 0);
        metadata.put("build_epoch", 1_700_000_000);
        metadata.put("database_type", "Test-Country");
        metadata.put("description", Map.of("en", "for a test"));
        metadata.put("ip_version", 4);
        metadata.put("languages", new String[] {"en"});
        metadata.put("node_count", 1);
        metadata.put("record_size", 24);
        file.writeBytes(encoded(metadata));
        return file.toByteArray();
    }

    private static byte[] encoded(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (value instanceof Map<?, ?> map) {
            out.write(7 << 5 | map.size());
            map.forEach((key, item) -> {
                out.writeBytes(encoded(key));
                out.writeBytes(encoded(item));
            });
        } else if (value instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.write(2 << 5 | Math.min(bytes.length, 29));
            if (bytes.length >= 29) {
                out.write(bytes.length - 29);
            }
            out.writeBytes(bytes);
        } else if (value instanceof String[] array) {
            out.write(array.length);
            out.write(11 - 7);
            for (String item : array) {
                out.writeBytes(encoded(item));
            }
        } else {
            int number = (Integer) value;
            out.write(6 << 5 | 4);
            for (int shift = 24; shift >= 0; shift -= 8) {
                out.write(number >> shift);
            }
        }
        return out.toByteArray();
    }
}
