package io.isobar.segment.bitmap;

/** How row sets are written, by Druid's {@code bitmapSerdeFactory}. */
public enum BitmapFormat {
    ROARING("roaring"),
    CONCISE("concise");

    private final String typeName;

    BitmapFormat(String typeName) {
        this.typeName = typeName;
    }

    /** Druid's name. */
    public String typeName() {
        return typeName;
    }
}
