package dev.rollcall.protocol;

import java.util.List;

/**
 * A new process closes the record that an earlier one of its node left, having itself watched it silent.
 * It decides over nobody else, so it needs neither votes nor quorum.
 *
 * <p>TLA+: {@code TakeOver}.
 */
public final class TakeOver extends ProtocolAction {
  public static final List<Guard> GUARDS =
      List.of(new Guard("silent", Refusal.NOT_SILENT, a -> Guards.isSilent(a, a.self())));

  public TakeOver() {
    this(GUARDS);
  }

  public TakeOver(List<Guard> guards) {
    super(guards);
  }

  @Override
  protected ProcessState effect(Attempt attempt) {
    attempt.registry().requireFormat();
    attempt.registry().fail(attempt.self());
    return attempt.process();
  }
}
