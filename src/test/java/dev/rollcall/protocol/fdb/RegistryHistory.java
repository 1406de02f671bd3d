package dev.rollcall.protocol.fdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.MembershipView;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.PrimaryRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Transaction;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The shared state as one observer sees it over time: what must hold each time, and from one time to the next. */
final class RegistryHistory {
  private final Keys keys;
  private final Map<NodeId, Long> incarnations = new TreeMap<>();
  private final Map<Long, PrimaryRecord.Holder> holders = new HashMap<>();
  private MembershipView view = MembershipView.NONE;
  private PrimaryRecord primary = PrimaryRecord.NONE;
  private int observed;

  RegistryHistory(Keys keys) {
    this.keys = keys;
  }

  int observed() {
    return observed;
  }

  /** Looks once, if the store can be reached; everything there is must decode. */
  void observe(Store store) {
    try (Transaction transaction = store.begin()) {
      Registry registry = new Registry(transaction, keys);
      Map<NodeId, NodeRecord> records = registry.records();
      registry.heartbeats();
      records.keySet().forEach(registry::voters);
      records.keySet().forEach(registry::receipt);
      check(records, registry.view(), registry.primary(), registry.incarnation());
      observed++;
    } catch (StoreUnavailableException e) {
      // What was not seen is not judged.
    }
  }

  private void check(
      Map<NodeId, NodeRecord> records, MembershipView nextView, PrimaryRecord nextPrimary, long counter) {
    records.forEach((node, record) -> {
      assertThat(record.incarnation()).as("incarnation of %s", node)
          .isBetween(incarnations.getOrDefault(node, 1L), counter);
      incarnations.put(node, record.incarnation());
    });
    assertThat(records.values()).extracting(NodeRecord::incarnation).doesNotHaveDuplicates();
    assertThat(nextView.number()).as("view number").isGreaterThanOrEqualTo(view.number());
    if (nextView.number() == view.number()) {
      assertThat(nextView).isEqualTo(view);
    }
    view = nextView;
    assertThat(nextPrimary.term()).as("term").isGreaterThanOrEqualTo(primary.term());
    nextPrimary.holder().ifPresent(holder -> {
      NodeRecord record = records.get(holder.node());
      assertThat(record).as("record of %s, who is primary", holder).isNotNull();
      assertThat(record.state()).as("state of %s, who is primary", holder).isEqualTo(NodeState.ACTIVE);
      assertThat(record.incarnation()).isEqualTo(holder.incarnation());
      assertThat(holders.merge(nextPrimary.term(), holder, (old, same) -> old)).isEqualTo(holder);
    });
    primary = nextPrimary;
  }
}
