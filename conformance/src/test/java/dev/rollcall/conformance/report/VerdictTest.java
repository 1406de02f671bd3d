package dev.rollcall.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictTest {
  @TempDir private Path temp;

  @Test
  void whatMachinesReadIsAllThere() throws IOException {
    Path file = temp.resolve("not/there/yet/verdict.json");
    Verdicts.failed().write(file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.get("verified").isBoolean()).isTrue();
    assertThat(json.get("verified").booleanValue()).isFalse();
    assertThat(json.get("badInput").booleanValue()).isFalse();
    assertThat(json.get("set").textValue()).isEqualTo("quick");
    assertThat(json.get("seed").longValue()).isEqualTo(42);
    assertThat(json.get("seconds").doubleValue()).isEqualTo(64.25);
    assertThat(json.at("/models/1/transitions").longValue()).isEqualTo(2_000_000);
    assertThat(json.at("/models/0/properties/1").textValue()).isEqualTo("Sound");
    assertThat(json.at("/neverTaken/0").textValue()).isEqualTo("Leave");
    assertThat(json.at("/witnesses/1/passed").booleanValue()).isFalse();
    assertThat(json.at("/walks/0/steps").longValue()).isEqualTo(2400);
    assertThat(json.at("/suites/1/refused").longValue()).isEqualTo(123456);
    assertThat(json.at("/notRun/0/name").textValue()).isEqualTo("OtherStore");
    assertThat(json.at("/notRun/0/reason").textValue()).isEqualTo("asked for by --store");
    assertThat(json.at("/specTaken/Join").longValue()).isEqualTo(30);
    assertThat(json.at("/productionTaken/Leave").longValue()).isEqualTo(3);
    assertThat(json.at("/refusals/Join/NO_QUORUM").longValue()).isEqualTo(1500);
    assertThat(json.at("/specMutants/4/by").textValue()).isEqualTo("Sound");
    assertThat(json.at("/productionMutants/0/killed").booleanValue()).isFalse();
    assertThat(json.get("problems")).hasSize(2);
  }

  @Test
  void nothingIsLeftOutWhenItIsEmpty() throws IOException {
    Path file = temp.resolve("verdict.json");
    Verdicts.verified().write(file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.get("verified").booleanValue()).isTrue();
    assertThat(json.get("problems")).isEmpty();
    assertThat(json.get("neverTaken")).isEmpty();
    assertThat(json).hasSize(Verdict.class.getRecordComponents().length);
  }
}
