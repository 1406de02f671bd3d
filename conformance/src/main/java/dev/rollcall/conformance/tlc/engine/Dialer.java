package dev.rollcall.conformance.tlc.engine;

import java.io.IOException;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.rmi.server.RMIClientSocketFactory;

/**
 * Calls a process at the address that it was told to be reached at. RMI by itself would hand out whatever
 * this machine believes to be its name.
 */
record Dialer(String host) implements RMIClientSocketFactory, Serializable {
  private static final int CONNECT_MILLIS = 10_000;

  @Override
  public Socket createSocket(String ignored, int port) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
    return socket;
  }
}
