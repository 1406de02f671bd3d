package dev.rollcall.conformance.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollcall.NodeState;
import dev.rollcall.protocol.journal.JournalEntry;
import dev.rollcall.protocol.schema.Change;
import dev.rollcall.protocol.schema.JournalEvent;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Versionstamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events of the journal as JSON, one object a line. Whatever the locale, a line is ASCII. {@code docs/journal.md}
 * lists the fields. Stateless and thread-safe.
 */
public final class JournalLines {
  private static final JsonMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private JournalLines() {}

  /** The event as a line, without the end of the line. */
  public static String line(JournalEntry entry) {
    JournalEvent event = entry.event();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("versionstamp", text(entry.versionstamp()));
    fields.put("time", Instant.ofEpochMilli(event.millis()).toString());
    fields.put("action", event.action());
    fields.put("node", event.node().value());
    fields.put("incarnationBefore", event.incarnationBefore());
    fields.put("incarnation", event.incarnation());
    event.target().ifPresent(target -> fields.put("target", target.value()));
    List<Object> changes = new ArrayList<>();
    event.changes().forEach(change -> changes.add(fields(change)));
    fields.put("changes", changes);
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of texts and numbers are always JSON", e);
    }
  }

  /** A versionstamp in 20 hexadecimal digits, which sort as versionstamps do. */
  public static String text(Versionstamp versionstamp) {
    return HexFormat.of().formatHex(versionstamp.toBytes().toByteArray());
  }

  /**
   * The versionstamp that {@link #text} writes so.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Versionstamp versionstamp(String text) {
    byte[] bytes = HexFormat.of().parseHex(text);
    if (bytes.length != Versionstamp.LENGTH || bytes[0] < 0) {
      throw new IllegalArgumentException("a versionstamp has 20 hexadecimal digits, of which the first is below 8");
    }
    return Versionstamp.at(Bytes.of(bytes), 0);
  }

  private static Map<String, Object> fields(Change change) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (change instanceof Change.OfRecord of) {
      fields.put("kind", "record");
      fields.put("node", of.node().value());
      fields.put("state", of.record().map(record -> record.state()).orElse(NodeState.LEFT).specName());
      of.record().ifPresent(record -> {
        fields.put("incarnation", record.incarnation());
        fields.put("address", record.address());
        record.leaseDuration().ifPresent(lease -> fields.put("leaseDuration", lease.toString()));
        fields.put("tags", record.tags().values());
      });
    } else if (change instanceof Change.OfHeartbeat of) {
      fields.put("kind", of.heartbeat().isPresent() ? "heartbeat" : "withdrawal");
      fields.put("node", of.node().value());
      of.heartbeat().ifPresent(heartbeat -> {
        fields.put("incarnation", heartbeat.incarnation());
        fields.put("counter", heartbeat.counter());
      });
    } else if (change instanceof Change.OfSuspicion of) {
      fields.put("kind", "suspicion");
      fields.put("target", of.target().value());
      fields.put("voter", of.voter().value());
      fields.put("voterIncarnation", of.suspicion().voterIncarnation());
      fields.put("seenIncarnation", of.suspicion().seen().incarnation());
      fields.put("seenCounter", of.suspicion().seen().counter());
    } else if (change instanceof Change.OfView of) {
      fields.put("kind", "view");
      fields.put("number", of.number());
    } else if (change instanceof Change.OfPrimary of) {
      fields.put("kind", "primary");
      fields.put("term", of.primary().term());
      of.primary().holder().ifPresent(holder -> {
        fields.put("holder", holder.node().value());
        fields.put("incarnation", holder.incarnation());
      });
    } else {
      Change.OfPlacement of = (Change.OfPlacement) change;
      fields.put("kind", "placement");
      fields.put("actor", of.actor().value());
      fields.put("epoch", of.placement().epoch());
      of.placement().host().ifPresent(host -> {
        fields.put("host", host.node().value());
        fields.put("incarnation", host.incarnation());
        fields.put("arriving", of.arriving());
      });
    }
    return fields;
  }
}
