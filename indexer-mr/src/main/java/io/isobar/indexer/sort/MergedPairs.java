package io.isobar.indexer.sort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Many sorted sources as one. Equal keys come in the order of the sources. Not thread-safe. */
public final class MergedPairs implements SortedPairs {
    private final SortedPairs[] sources;

    /** A heap of the numbers of those sources that have a pair: the first of all is at its root. */
    private final int[] heap;

    private int size;
    private boolean started;

    public MergedPairs(List<SortedPairs> sources) {
        this.sources = new ArrayList<>(sources).toArray(SortedPairs[]::new);
        this.heap = new int[this.sources.length];
    }

    @Override
    public boolean next() throws IOException {
        if (!started) {
            start();
        } else if (size > 0) {
            if (!sources[heap[0]].next()) {
                heap[0] = heap[--size];
            }
            sink(0);
        }
        return size > 0;
    }

    private void start() throws IOException {
        started = true;
        for (int i = 0; i < sources.length; i++) {
            if (sources[i].next()) {
                heap[size++] = i;
            }
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    private void sink(int start) {
        int place = start;
        int source = heap[place];
        for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], source)) {
                break;
            }
            heap[place] = heap[child];
            place = child;
        }
        heap[place] = source;
    }

    private boolean isBefore(int a, int b) {
        int order = SortedPairs.compareKeys(sources[a], sources[b]);
        return order < 0 || (order == 0 && a < b);
    }

    @Override
    public byte[] bytes() {
        return sources[heap[0]].bytes();
    }

    @Override
    public int from() {
        return sources[heap[0]].from();
    }

    @Override
    public int keyLength() {
        return sources[heap[0]].keyLength();
    }

    @Override
    public int valueLength() {
        return sources[heap[0]].valueLength();
    }
}
