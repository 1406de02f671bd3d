package dev.rollcall.conformance.explore;

import dev.rollcall.conformance.replay.ActionInstance;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Which checks noticed which variants, and at which step first. Thread-safe. */
final class Notices {
  private final List<Variant> variants;
  private final Map<String, Map<Check, String>> noticed = new ConcurrentHashMap<>();

  Notices(List<Variant> variants) {
    this.variants = List.copyOf(variants);
    variants.forEach(variant -> noticed.put(variant.name(), new ConcurrentHashMap<>()));
  }

  List<Variant> variants() {
    return variants;
  }

  boolean isNoticed(Variant variant, Check check) {
    return noticed.get(variant.name()).containsKey(check);
  }

  void add(Variant variant, Check check, ActionInstance step) {
    noticed.get(variant.name()).putIfAbsent(check, step.step());
  }

  /** Variant to check to the first step that it noticed; variants that nothing noticed have no checks. */
  SortedMap<String, Map<Check, String>> all() {
    SortedMap<String, Map<Check, String>> all = new TreeMap<>();
    noticed.forEach((name, checks) -> {
      Map<Check, String> copy = new EnumMap<>(Check.class);
      copy.putAll(checks);
      all.put(name, copy);
    });
    return all;
  }
}
