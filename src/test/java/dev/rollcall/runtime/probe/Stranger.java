package dev.rollcall.runtime.probe;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** Somebody who connects to a process and sends what they like. */
final class Stranger implements AutoCloseable {
  private static final int LIMIT_MILLIS = 30_000;

  private final Socket socket;

  Stranger(TcpProbes probes) throws IOException {
    this(probes.address());
  }

  Stranger(String address) throws IOException {
    HostPort at = HostPort.parse(address).orElseThrow();
    socket = new Socket(at.host(), at.port());
    socket.setSoTimeout(LIMIT_MILLIS);
  }

  /** Sends bytes; that the other has hung up already is no matter. */
  void sends(byte[] bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes);
    } catch (SocketException e) {
      // Who reads next finds that out.
    }
  }

  void hangsUp() throws IOException {
    socket.close();
  }

  void sendsNoMore() throws IOException {
    socket.shutdownOutput();
  }

  /** All that comes until the other hangs up; fails if it does not. */
  byte[] hears() throws IOException {
    try {
      return socket.getInputStream().readAllBytes();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the process does not hang up", e);
    } catch (SocketException e) {
      return new byte[0];
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
