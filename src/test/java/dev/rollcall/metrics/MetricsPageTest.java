package dev.rollcall.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import dev.rollcall.runtime.ClusterMember;
import dev.rollcall.store.memory.MemoryStore;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/runtime.md lists the meters that there are, each with its type and the tags it has besides those of all. */
class MetricsPageTest {
  private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/runtime.md");

  @Test
  void theTableOfMetersIsThatOfTheCode() throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    List<String> section = lines.subList(lines.indexOf("## Metrics"), lines.size());
    Set<String> listed = section.stream().filter(line -> line.startsWith("| `rollcall."))
        .map(line -> line.split("\\|")).map(cells -> row(cells[1], cells[2], cells[3]))
        .collect(Collectors.toCollection(TreeSet::new));
    assertThat(listed).isEqualTo(registered());
  }

  private static String row(String name, String type, String tags) {
    return String.join(" ", name.replace("`", "").strip(), type.strip(), tags.replace("`", "").strip()).strip();
  }

  private static Set<String> registered() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    MembershipMeters meters = new MembershipMeters();
    meters.bindTo(registry);
    try (MemoryStore store = new MemoryStore()) {
      ClusterMember member = ClusterMember.of("orders", NodeId.of("n1"), store).metrics(meters).start();
      meters.step("NodeJoin", "performed", Duration.ofMillis(1));
      meters.event("joined");
      meters.paused(Duration.ofSeconds(1));
      Set<String> rows = registry.getMeters().stream().map(Meter::getId).map(MetricsPageTest::row)
          .collect(Collectors.toCollection(TreeSet::new));
      member.close();
      return rows;
    }
  }

  private static String row(Meter.Id id) {
    Stream<String> own = id.getTags().stream().map(Tag::getKey).filter(key -> !key.matches("cluster|node"));
    assertThat(id.getTags()).contains(Tag.of("cluster", "orders"), Tag.of("node", "n1"));
    return row(id.getName(), id.getType().name().toLowerCase(Locale.ROOT), own.collect(Collectors.joining(", ")));
  }
}
