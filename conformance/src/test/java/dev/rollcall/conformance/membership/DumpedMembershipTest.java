package dev.rollcall.conformance.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.dump.DotReader;
import dev.rollcall.conformance.dump.DumpReplay;
import dev.rollcall.conformance.dump.DumpedGraph;
import dev.rollcall.conformance.explore.Divergence;
import dev.rollcall.conformance.model.Manifest;
import dev.rollcall.conformance.model.ModelCheck;
import dev.rollcall.conformance.model.SpecTraces;
import dev.rollcall.conformance.replay.ReplayResult.Kind;
import dev.rollcall.conformance.tlc.Tlc;
import dev.rollcall.conformance.trace.TraceHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Production along every edge of a dump of its own spec. */
class DumpedMembershipTest {
  private static final Path SPEC = Path.of("..", "tla");

  @TempDir private Path temp;

  private static MembershipFactory mutant(String name) {
    return ProductionMutants.all().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow().factory();
  }

  @Test
  void production_follows_every_edge_and_a_mutant_does_not() throws IOException {
    Manifest.Model model = Manifest.read(SPEC).model("Quick").orElseThrow();
    TraceHeader header = SpecTraces.header(SPEC, model, List.of());
    Path file = temp.resolve("graph.dot");
    assertThat(Tlc.dump(ModelCheck.runOf(SPEC, model, shown -> {}), file).passed()).isTrue();
    DumpedGraph graph = DotReader.read(file);
    assertThat(graph.states()).isEqualTo((int) model.distinct());

    DumpReplay.Result production = DumpReplay.run(graph, header, new MembershipFactory());
    assertThat(production.divergence()).isEmpty();
    assertThat(production.replayed()).isEqualTo(model.transitions());

    Divergence found = DumpReplay.run(graph, header, mutant("NodeJoin.first")).divergence().orElseThrow();
    assertThat(found.diverged().kind()).isEqualTo(Kind.STATE_DIFFERS);
    assertThat(found.text("")).contains("NodeJoin");
  }
}
