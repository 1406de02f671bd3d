package dev.rollcall.conformance.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.dump.DotReader;
import dev.rollcall.conformance.dump.DumpReplay;
import dev.rollcall.conformance.dump.DumpedGraph;
import dev.rollcall.conformance.explore.Divergence;
import dev.rollcall.conformance.model.ModelConfig;
import dev.rollcall.conformance.replay.ReplayResult.Kind;
import dev.rollcall.conformance.tlc.Tlc;
import dev.rollcall.conformance.tlc.TlcRun;
import dev.rollcall.conformance.trace.TraceHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Production along every edge of a dump of its own spec. */
class DumpedMembershipTest {
  private static final String CONFIG = """
      SPECIFICATION Spec
      CONSTANTS
        Nodes = {n1, n2}
        Processes = {n1, n2}
        NodeOf <- Self
        None = None
        Votes = 1
        Faults = {}
        MaxViewNumber = 2
        MaxTerm = 1
      CONSTRAINT Bounds
      """;

  @TempDir private Path temp;

  private static MembershipFactory mutant(String name) {
    return ProductionMutants.all().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow().factory();
  }

  @Test
  void production_follows_every_edge_and_a_mutant_does_not() throws IOException {
    Path config = Files.writeString(temp.resolve("Tiny.cfg"), CONFIG);
    TlcRun run = TlcRun.of(Path.of("..", "tla"), "MCClusterMembership", config).withWorkers(1);
    TraceHeader header = TraceHeader.of("MCClusterMembership", "Tiny", "", List.of())
        .withConstants(ModelConfig.read(config).constants());
    Path file = temp.resolve("graph.dot");
    assertThat(Tlc.dump(run, file).passed()).isTrue();
    DumpedGraph graph = DotReader.read(file);

    DumpReplay.Result production = DumpReplay.run(graph, header, new MembershipFactory());
    assertThat(production.divergence()).isEmpty();
    assertThat(production.replayed()).isEqualTo(graph.edges()).isEqualTo(1_278);

    Divergence found = DumpReplay.run(graph, header, mutant("NodeJoin.first")).divergence().orElseThrow();
    assertThat(found.diverged().kind()).isEqualTo(Kind.STATE_DIFFERS);
    assertThat(found.text("")).contains("NodeJoin");
  }
}
