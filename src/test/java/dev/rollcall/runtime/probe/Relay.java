package dev.rollcall.runtime.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A link that can be cut: it hands on what goes each way, or takes it and keeps it. */
final class Relay implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final HostPort to;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean cut;

  Relay(String to) throws IOException {
    this.to = HostPort.parse(to).orElseThrow();
    new Thread(this::accept, "relay").start();
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  void cut() {
    cut = true;
  }

  void heal() {
    cut = false;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket here = server.accept();
        Socket there = new Socket(to.host(), to.port());
        sockets.addAll(List.of(here, there));
        new Thread(() -> carry(here, there), "relay-there").start();
        new Thread(() -> carry(there, here), "relay-back").start();
      } catch (IOException e) {
        // The test ends, or the other side is gone: nothing to carry.
      }
    }
  }

  private void carry(Socket from, Socket into) {
    byte[] bytes = new byte[1024];
    try (from; into) {
      for (int count = from.getInputStream().read(bytes); count > 0; count = from.getInputStream().read(bytes)) {
        if (!cut) {
          into.getOutputStream().write(bytes, 0, count);
        }
      }
    } catch (IOException e) {
      // One side has hung up, and closing tells the other.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
