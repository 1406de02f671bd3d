package dev.rollcall.protocol.schema;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.ReadView;
import java.util.ArrayList;
import java.util.List;

/** Which clusters a store holds. */
public final class ClusterNames {
  private static final Bytes CLUSTERS = KeyTuple.of("cluster");

  private ClusterNames() {}

  /**
   * The names of the first clusters, in order. Reads one key a cluster, however large the clusters are.
   *
   * @param most how many names are wanted at most
   * @throws DamagedValueException if there is a key among those of clusters that belongs to none
   * @throws dev.rollcall.store.StoreUnavailableException if the store cannot be reached
   */
  public static List<String> read(ReadView reads, int most) {
    List<String> names = new ArrayList<>();
    KeyRange rest = KeyRange.prefix(CLUSTERS);
    while (names.size() < most) {
      List<KeyValue> first = reads.getRange(rest, 1, false);
      if (first.isEmpty()) {
        break;
      }
      String name = nameIn(first.get(0).key());
      names.add(name);
      rest = new KeyRange(CLUSTERS.concat(KeyTuple.of(name)).prefixEnd(), rest.end());
    }
    return names;
  }

  private static String nameIn(Bytes key) {
    List<String> names = KeyTuple.leading(key);
    if (names.size() < 2) {
      throw new DamagedValueException(key, "its key is not one of a cluster's");
    }
    return names.get(1);
  }
}
