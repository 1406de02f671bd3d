package dev.rollcall.runtime;

import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.store.StoreUnavailableException;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A duty whose failure, be it with an Error, is no reason for others not to be run. It is tried again ever more slowly,
 * in the end once a look interval.
 */
final class GuardedDuty implements Duty {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

  private final Core core;
  private final Duty duty;
  private final Consumer<Throwable> failed;
  private final Alarm again;
  private final Backoff backoff;

  /**
   * @param failed told why it failed, unless the store could not be reached
   */
  GuardedDuty(Core core, Duty duty, Consumer<Throwable> failed) {
    this.core = core;
    this.duty = duty;
    this.failed = failed;
    this.again = core.alarm();
    this.backoff = core.backoff(core.settings().lookInterval());
  }

  @Override
  public boolean waitsForHeartbeat() {
    return duty.waitsForHeartbeat();
  }

  @Override
  public long run() {
    if (again.isSet() && !again.isDue()) {
      return again.left();
    }
    try {
      long wait = duty.run();
      forgetFailure();
      return wait;
    } catch (StoreUnavailableException e) {
      LOG.debug("store unavailable node={}", core.self(), e);
      core.steps().storeAnswered(false);
      return 0;
    } catch (DamagedValueException e) {
      core.damage().found(e);
      failed.accept(e);
    } catch (Throwable e) {
      LOG.error("step failed node={}; tried again", core.self(), e);
      failed.accept(e);
    }
    again.in(backoff.next());
    return again.left();
  }

  /** Only after a while: a run that does not fail may be one in which there was nothing to do. */
  private void forgetFailure() {
    Duration calm = core.settings().lookInterval().multipliedBy(2);
    if (again.isSet() && again.past().compareTo(calm) > 0) {
      again.off();
      backoff.reset();
    }
  }
}
