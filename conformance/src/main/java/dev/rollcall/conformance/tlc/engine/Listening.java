package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.ClusterException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.rmi.NoSuchObjectException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RMIServerSocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a process can be called: one port, on one address, for all that it exports. Used by one thread, but for
 * the socket, which RMI asks for.
 */
final class Listening implements RMIServerSocketFactory, AutoCloseable {
  private static final String RMI_HOST = "java.rmi.server.hostname";

  private final String host;
  private final int wanted;
  private final InetAddress address;
  private final List<Remote> exported = new ArrayList<>();
  private volatile ServerSocket socket;

  /**
   * @param port 0 for any that is free
   * @throws ClusterException if the host has no address
   */
  Listening(String host, int port) {
    this.host = host;
    this.wanted = port;
    try {
      this.address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new ClusterException("unknown host " + host);
    }
    // Otherwise RMI looks up the name of this machine, to no use and perhaps at length.
    if (System.getProperty(RMI_HOST) == null) {
      System.setProperty(RMI_HOST, host);
    }
  }

  /** The port, once something is exported. */
  int port() {
    return socket.getLocalPort();
  }

  /** Host and port, as in a URI. */
  String name() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
  }

  /** Lets the object be called from elsewhere; where it is passed there, what arrives calls it. */
  void export(Remote object) {
    listen(() -> UnicastRemoteObject.exportObject(object, wanted, new Dialer(host), this));
    exported.add(object);
  }

  /** Exports the object and makes it known under a name. */
  void export(Remote object, String name) {
    Registry[] registry = new Registry[1];
    listen(() -> registry[0] = LocateRegistry.createRegistry(wanted, new Dialer(host), this));
    exported.add(registry[0]);
    export(object);
    listen(() -> {
      registry[0].rebind(name, object);
      return null;
    });
  }

  private interface Attempt {
    Object make() throws RemoteException;
  }

  private void listen(Attempt attempt) {
    try {
      attempt.make();
    } catch (RemoteException e) {
      if (e.getCause() instanceof BindException) {
        String in = e.getCause().getMessage().contains("in use") ? " is in use; choose another with --port"
            : " cannot be listened on (" + e.getCause().getMessage() + "); is it an address of this machine?";
        throw new ClusterException("port " + wanted + " of " + host + in);
      }
      throw new ClusterException("cannot listen on port " + wanted + " of " + host + ": " + e.getMessage());
    }
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    socket = new ServerSocket(port, 0, address);
    return socket;
  }

  @Override
  public void close() {
    for (Remote object : exported) {
      try {
        UnicastRemoteObject.unexportObject(object, true);
      } catch (NoSuchObjectException e) {
        // It is as it should be.
      }
    }
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // Nobody can be told, and nothing depends on it.
    }
  }
}
