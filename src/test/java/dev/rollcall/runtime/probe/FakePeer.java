package dev.rollcall.runtime.probe;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A peer that is a test's own: takes one connection after the other, and does with each what the test says. */
final class FakePeer implements AutoCloseable {
  private static final int BACKLOG = 600;

  private final ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
  private final List<Socket> taken = new CopyOnWriteArrayList<>();
  private final Conduct conduct;
  private final Thread thread = new Thread(this::run, "fake-peer");

  /** What it does with a connection. */
  interface Conduct {
    void with(Socket connection) throws IOException, FrameRefusedException;
  }

  FakePeer(Conduct conduct) throws IOException {
    this.conduct = conduct;
    thread.start();
  }

  /** A peer that takes each connection and says nothing. */
  static FakePeer silent() throws IOException {
    return new FakePeer(connection -> {});
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  int connections() {
    return taken.size();
  }

  private void run() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        taken.add(connection);
        conduct.with(connection);
      } catch (IOException | FrameRefusedException e) {
        // The test ends, or the prober has gone: the next connection is another matter.
      }
    }
  }

  /** The next frame that comes, whatever it is. */
  static byte[] readFrame(Socket connection) throws IOException, FrameRefusedException {
    DataInputStream in = new DataInputStream(connection.getInputStream());
    byte[] header = in.readNBytes(FrameCodec.HEADER_BYTES);
    byte[] frame = Arrays.copyOf(header, FrameCodec.lengthOf(ByteBuffer.wrap(header)));
    in.readFully(frame, header.length, frame.length - header.length);
    return frame;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket connection : taken) {
      connection.close();
    }
  }
}
