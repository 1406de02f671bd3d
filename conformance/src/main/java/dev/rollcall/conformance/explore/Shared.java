package dev.rollcall.conformance.explore;

import dev.rollcall.conformance.tlc.ActionLabel;
import dev.rollcall.conformance.trace.VariableMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** What the workers of one exploration share. Thread-safe. */
final class Shared {
  private final ExplorableSystem.Factory factory;
  private final ExploreOptions options;
  private final Frontier frontier;
  private final Map<Integer, ActionLabel> labels = new ConcurrentHashMap<>();
  private final AtomicReference<Finding> finding = new AtomicReference<>();
  private volatile HiddenAudit audit;

  Shared(ExplorableSystem.Factory factory, ExploreOptions options) {
    this.factory = factory;
    this.options = options;
    this.frontier = new Frontier(options);
  }

  ExplorableSystem.Factory factory() {
    return factory;
  }

  ExploreOptions options() {
    return options;
  }

  Frontier frontier() {
    return frontier;
  }

  /** The audit of states that have these variables. */
  HiddenAudit audit(VariableMap state) {
    HiddenAudit made = audit;
    if (made == null) {
      synchronized (this) {
        made = audit == null ? new HiddenAudit(state.size()) : audit;
        audit = made;
      }
    }
    return made;
  }

  /** The audit, if it was ever asked for. */
  Optional<HiddenAudit> audit() {
    return Optional.ofNullable(audit);
  }

  /** Keeps a label under its number, which is returned. */
  int remember(ActionLabel label) {
    labels.putIfAbsent(label.id(), label);
    return label.id();
  }

  ActionLabel label(int id) {
    return labels.get(id);
  }

  /** Keeps the first finding of all workers; what is returned is to be thrown. */
  Finding.Stop found(Finding what) {
    finding.compareAndSet(null, what);
    return new Finding.Stop();
  }

  void stopIfFound() {
    if (finding.get() != null) {
      throw new Finding.Stop();
    }
  }

  Optional<Finding> finding() {
    return Optional.ofNullable(finding.get());
  }
}
