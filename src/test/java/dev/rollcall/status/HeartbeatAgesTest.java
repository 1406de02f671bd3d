package dev.rollcall.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.Heartbeat;
import dev.rollcall.status.HeartbeatAges.Age;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What looks at heartbeats tell of their ages. */
class HeartbeatAgesTest {
  private static final NodeId N = NodeId.of("n");
  private static final Map<NodeId, Heartbeat> NOTHING = Map.of();

  private static Map<NodeId, Heartbeat> at(long counter) {
    return Map.of(N, new Heartbeat(1, counter));
  }

  private static Age age(long still, long beatWithin) {
    return new Age(Duration.ofNanos(still), Optional.of(Duration.ofNanos(beatWithin)));
  }

  @Test
  void of_one_look_nothing_is_known_but_that_it_is_there() {
    HeartbeatAges ages = HeartbeatAges.NONE.look(100, 110, at(7));
    assertThat(ages.age(N)).contains(new Age(Duration.ZERO, Optional.empty()));
    assertThat(ages.hasBeaten(N)).isFalse();
  }

  @Test
  void what_stays_the_same_is_still_from_the_end_of_the_first_look_to_the_beginning_of_the_last() {
    HeartbeatAges ages = HeartbeatAges.NONE.look(100, 110, at(7)).look(200, 210, at(7)).look(300, 310, at(7));
    assertThat(ages.age(N)).contains(new Age(Duration.ofNanos(300 - 110), Optional.empty()));
  }

  @Test
  void what_changed_came_after_the_last_look_that_saw_the_old_one_began() {
    HeartbeatAges ages = HeartbeatAges.NONE.look(100, 110, at(7)).look(200, 210, at(7)).look(300, 310, at(8));
    assertThat(ages.age(N)).contains(age(0, 310 - 200));
    assertThat(ages.look(400, 410, at(8)).age(N)).contains(age(400 - 310, 410 - 200));
    assertThat(ages.hasBeaten(N)).isTrue();
  }

  @Test
  void who_was_not_there_at_the_look_before_has_beaten_since() {
    HeartbeatAges ages = HeartbeatAges.NONE.look(100, 110, NOTHING).look(200, 210, at(1));
    assertThat(ages.age(N)).contains(age(0, 210 - 100));
  }

  @Test
  void the_same_counter_of_another_incarnation_is_another_heartbeat() {
    HeartbeatAges ages = HeartbeatAges.NONE.look(100, 110, at(1)).look(200, 210, Map.of(N, new Heartbeat(2, 1)));
    assertThat(ages.hasBeaten(N)).isTrue();
  }

  @Test
  void who_has_no_heartbeat_has_no_age() {
    assertThat(HeartbeatAges.NONE.age(N)).isEmpty();
    assertThat(HeartbeatAges.NONE.look(100, 110, at(7)).look(200, 210, NOTHING).age(N)).isEmpty();
  }
}
