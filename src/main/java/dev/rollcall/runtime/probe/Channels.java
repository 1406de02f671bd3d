package dev.rollcall.runtime.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;

/** Closes channels that nobody needs any more. */
final class Channels {
  private Channels() {}

  /** Whatever the channel still had to say is lost, so a failure to say it is no failure. */
  static void close(SelectableChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      if (channel.isOpen()) {
        throw new UncheckedIOException("a channel cannot be closed", e);
      }
    }
  }
}
