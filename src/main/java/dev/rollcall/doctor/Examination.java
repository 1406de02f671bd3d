package dev.rollcall.doctor;

import java.util.List;

/**
 * What an examination of a cluster found. Immutable.
 *
 * @param entries how many entries of the store were read
 * @param defects in the order of the keys that showed them
 */
public record Examination(long entries, List<Defect> defects) {
  public Examination {
    defects = List.copyOf(defects);
  }
}
