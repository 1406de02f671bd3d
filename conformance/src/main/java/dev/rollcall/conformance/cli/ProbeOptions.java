package dev.rollcall.conformance.cli;

import dev.rollcall.NodeId;
import dev.rollcall.detector.PeerProbes;
import dev.rollcall.runtime.probe.ProbeSecret;
import dev.rollcall.runtime.probe.ProbeSettings;
import dev.rollcall.runtime.probe.TcpProbes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where a node is, and whether it probes its peers. */
final class ProbeOptions {
  private static final Pattern ADDRESS = Pattern.compile("(\\[[^\\]]+\\]|[^:\\s]+):(\\d{1,5})");
  private static final int LAST_PORT = 65_535;

  @Option(names = "--address", paramLabel = "HOST:PORT", required = true,
      description = "Where others find this node; it stands in its record. Nothing listens there, unless it is probes.")
  private String address;

  @Option(names = "--probe-port", paramLabel = "PORT",
      description = "Listen for peers' probes at this port, and probe them. The record then has this port in the place "
          + "of that of --address, since peers learn it there. See docs/probes.md.")
  @Range(Range.PORT)
  private Integer probePort;

  @Option(names = "--probe-secret-file", paramLabel = "FILE",
      description = "File with the secret that signs probes, of at least 16 bytes, the same at all nodes.")
  private Path secretFile;

  /**
   * A node's probes and its address.
   *
   * @param probes to be closed with the member
   */
  record Place(PeerProbes probes, String address) {}

  /** Listens, if that is asked for. */
  Place open(NodeId self, String cluster) {
    Matcher matcher = ADDRESS.matcher(address);
    if (!matcher.matches() || !isPort(Integer.parseInt(matcher.group(2)))) {
      throw new BadInputException("--address " + address + ": give HOST:PORT with a port from 1 to " + LAST_PORT);
    }
    if (probePort == null && secretFile == null) {
      return new Place(PeerProbes.NONE, address);
    }
    if (probePort == null || secretFile == null) {
      throw new BadInputException("--probe-port and --probe-secret-file go together: give both, or none to go without "
          + "probes");
    }
    String advertised = matcher.group(1) + ":" + probePort;
    try {
      ProbeSettings settings = ProbeSettings.at("0.0.0.0", probePort).withAdvertised(advertised)
          .withSecret(ProbeSecret.of(Files.readAllBytes(secretFile)));
      TcpProbes probes = TcpProbes.open(self, cluster, settings);
      return new Place(probes, probes.address());
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--probe-port, --probe-secret-file: " + e.getMessage());
    } catch (IOException e) {
      throw new BadInputException("probes cannot be used: " + e);
    }
  }

  private static boolean isPort(int number) {
    return number >= 1 && number <= LAST_PORT;
  }
}
