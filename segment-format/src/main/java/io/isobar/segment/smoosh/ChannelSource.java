package io.isobar.segment.smoosh;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A channel that has one position for all its readers, so that they take turns. */
final class ChannelSource implements ByteSource {
    private final SeekableByteChannel channel;
    private final String location;

    ChannelSource(SeekableByteChannel channel, String location) {
        this.channel = channel;
        this.location = location;
    }

    @Override
    public synchronized long size() throws IOException {
        return channel.size();
    }

    @Override
    public synchronized void read(long position, ByteBuffer into) throws IOException {
        channel.position(position);
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new EOFException("[%s] has no byte [%d]".formatted(location, channel.position()));
            }
        }
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
