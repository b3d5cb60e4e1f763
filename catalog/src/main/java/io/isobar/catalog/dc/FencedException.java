package io.isobar.catalog.dc;

/** The caller obeys a controller that has been superseded. Nothing changed; it must learn the current epoch first. */
public final class FencedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final long fence;

    FencedException(String what, String dataSource, long epoch, long fence) {
        super("%s of datasource [%s] under epoch [%d] refused: this DC has seen epoch [%d]"
                .formatted(what, dataSource, epoch, fence));
        this.fence = fence;
    }

    /** The highest epoch that this DC has seen. */
    public long fence() {
        return fence;
    }
}
