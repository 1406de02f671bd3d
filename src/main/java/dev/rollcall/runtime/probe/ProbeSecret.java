package dev.rollcall.runtime.probe;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret that the members of a cluster share. Immutable; never printed. */
public final class ProbeSecret {
  /** The key of those who have no secret: everybody knows it, so it only tells frames from noise. */
  static final ProbeSecret NONE =
      new ProbeSecret("rollcall: unauthenticated probes".getBytes(StandardCharsets.US_ASCII));

  private static final String ALGORITHM = "HmacSHA256";
  private static final int MIN_BYTES = 16;

  private final SecretKeySpec key;

  private ProbeSecret(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /**
   * A secret.
   *
   * @param bytes at least 16, better 32, from a source of randomness; a copy is kept
   * @throws IllegalArgumentException if there are fewer
   */
  public static ProbeSecret of(byte[] bytes) {
    if (bytes.length < MIN_BYTES) {
      throw new IllegalArgumentException("a secret of " + bytes.length + " bytes could be guessed; it must have at "
          + "least " + MIN_BYTES + ", better 32, all of them random");
    }
    return new ProbeSecret(bytes);
  }

  /** Makes MACs with this secret. Not thread-safe. */
  Mac newMac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProbeSecret that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ProbeSecret";
  }
}
