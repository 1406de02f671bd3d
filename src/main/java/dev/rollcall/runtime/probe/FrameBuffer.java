package dev.rollcall.runtime.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Optional;

/** Collects one frame, in as many pieces as it comes in, in the same memory whatever is sent. Not thread-safe. */
final class FrameBuffer {
  /** One byte more than a frame can have, to notice that something follows it. */
  private final ByteBuffer bytes = ByteBuffer.allocate(FrameCodec.MAX_BYTES + 1);

  /**
   * Reads what is there.
   *
   * @return the frame's bytes once all have come
   */
  Optional<byte[]> read(ReadableByteChannel channel) throws IOException, FrameRefusedException {
    int count = channel.read(bytes);
    if (bytes.position() >= FrameCodec.HEADER_BYTES) {
      int length = FrameCodec.lengthOf(bytes);
      if (bytes.position() > length) {
        throw new FrameRefusedException(ProbeRefusal.MALFORMED);
      } else if (bytes.position() == length) {
        return Optional.of(Arrays.copyOf(bytes.array(), length));
      }
    }
    if (count < 0) {
      throw new FrameRefusedException(ProbeRefusal.CUT_OFF);
    }
    return Optional.empty();
  }
}
