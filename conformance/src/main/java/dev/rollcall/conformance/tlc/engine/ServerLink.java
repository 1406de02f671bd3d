package dev.rollcall.conformance.tlc.engine;

import dev.rollcall.conformance.tlc.ClusterException;
import dev.rollcall.conformance.tlc.WorkerRun;
import java.io.IOException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.rmi.NotBoundException;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;

/**
 * The way to the server.
 *
 * @param localAddress from which this machine reaches it, and so under which it is likely to reach this machine
 */
record ServerLink(Hub hub, String localAddress) {
  private static final long RETRY_MILLIS = 500;

  /**
   * Waits for the server to be there, as long as the run's patience lasts.
   *
   * @throws ClusterException if it is not, or if something else listens there
   */
  static ServerLink open(WorkerRun run) throws InterruptedException {
    Dialer dialer = new Dialer(run.serverHost());
    long deadline = System.currentTimeMillis() + run.patience().toMillis();
    while (true) {
      String reason;
      try (Socket probe = dialer.createSocket(run.serverHost(), run.serverPort())) {
        String local = probe.getLocalAddress().getHostAddress();
        return new ServerLink(find(run, dialer), local);
      } catch (UnknownHostException e) {
        throw new ClusterException("unknown host " + run.serverHost());
      } catch (RemoteException e) {
        throw new ClusterException("what listens at " + run.serverHost() + ":" + run.serverPort()
            + " is no rollcall server of this build: " + e.getMessage().replaceAll("\\s+", " "));
      } catch (NotBoundException e) {
        reason = "it is not ready";
      } catch (IOException e) {
        reason = e.getMessage();
      }
      if (run.cancelled().getAsBoolean() || System.currentTimeMillis() >= deadline) {
        throw new ClusterException("no server can be reached at " + run.serverHost() + ":" + run.serverPort()
            + " within " + run.patience().toSeconds() + " s: " + reason
            + ". Start one with: scripts/rollcall check MODEL --distributed --host ADDRESS");
      }
      Thread.sleep(RETRY_MILLIS);
    }
  }

  private static Hub find(WorkerRun run, Dialer dialer) throws RemoteException, NotBoundException {
    return (Hub) LocateRegistry.getRegistry(run.serverHost(), run.serverPort(), dialer).lookup(Hub.NAME);
  }
}
