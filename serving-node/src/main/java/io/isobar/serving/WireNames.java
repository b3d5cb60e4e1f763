package io.isobar.serving;

/** Names of headers that answers of brokers and routers carry. */
public final class WireNames {
    /** The release that an answer comes from: {@code <datasource>:<seq>:<first 8 hex digits of the root>}. */
    public static final String RELEASE = "X-Isobar-Release";

    /** Says {@code STAGED} if an answer comes from a release that isn't known to be committed. */
    public static final String RELEASE_STATE = "X-Isobar-Release-State";

    /** The data center whose broker answered. */
    public static final String DC = "X-Isobar-DC";

    /** Why a router sent a query where it did. */
    public static final String ROUTE = "X-Isobar-Route";

    /** Druid's: the id by which a query can be cancelled. */
    public static final String QUERY_ID = "X-Druid-Query-Id";

    private WireNames() {}
}
