package dev.rollcall.conformance.tlc;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Redirects calls of static methods in a class file to methods of the same name and type in another
 * class, and uses of a class to another one. TLC ends the JVM where it gives up, and leaves threads
 * behind; only its bytes can be changed.
 *
 * <p>Works on the constant pool alone: a redirected reference gets a new owner, appended at the end, so
 * that no index and no code changes.
 */
final class ClassPatcher {
  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int METHOD = 10;
  private static final int NAME_AND_TYPE = 12;

  private final byte[] bytes;
  private final int count;
  private final int[] offset;
  private final int end;

  private ClassPatcher(byte[] bytes) {
    this.bytes = bytes;
    this.count = ByteBuffer.wrap(bytes).getShort(8) & 0xffff;
    this.offset = new int[count];
    int at = 10;
    for (int i = 1; i < count; i++) {
      offset[i] = at;
      int tag = bytes[at];
      at += size(tag, at);
      if (tag == 5 || tag == 6) {
        i++;
      }
    }
    this.end = at;
  }

  /**
   * @param redirects from {@code owner.name(type)}, or from the name of a class, to the name of the
   *     class to use instead; all in internal form
   */
  static byte[] redirect(byte[] classFile, Map<String, String> redirects) {
    return new ClassPatcher(classFile).apply(redirects);
  }

  private byte[] apply(Map<String, String> redirects) {
    byte[] patched = bytes.clone();
    ByteBuffer out = ByteBuffer.wrap(patched);
    ByteArrayOutputStream added = new ByteArrayOutputStream();
    int next = count;
    for (int i = 1; i < count; i++) {
      int tag = offset[i] == 0 ? 0 : bytes[offset[i]];
      String old =
          tag == METHOD ? reference(offset[i]) : tag == CLASS ? text(offset[index(offset[i] + 1)]) : "";
      String owner = redirects.get(old);
      if (owner != null) {
        append(added, owner, next);
        // A reference needs the new class entry, a class entry the name in front of it.
        out.putShort(offset[i] + 1, (short) (tag == METHOD ? next + 1 : next));
        next += 2;
      }
    }
    if (next == count) {
      return bytes;
    }
    ByteBuffer result = ByteBuffer.allocate(bytes.length + added.size());
    result.put(patched, 0, end).put(added.toByteArray()).put(patched, end, bytes.length - end);
    return result.putShort(8, (short) next).array();
  }

  private static void append(ByteArrayOutputStream target, String owner, int utf8Index) {
    try {
      DataOutputStream out = new DataOutputStream(target);
      out.writeByte(UTF8);
      out.writeUTF(owner);
      out.writeByte(CLASS);
      out.writeShort(utf8Index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String reference(int at) {
    int nameAndType = offset[index(at + 3)];
    if (bytes[nameAndType] != NAME_AND_TYPE) {
      throw new IllegalArgumentException("damaged class file");
    }
    String owner = text(offset[index(offset[index(at + 1)] + 1)]);
    return owner + "." + text(offset[index(nameAndType + 1)]) + text(offset[index(nameAndType + 3)]);
  }

  private String text(int at) {
    return new String(bytes, at + 3, index(at + 1), StandardCharsets.UTF_8);
  }

  private int index(int at) {
    return ByteBuffer.wrap(bytes).getShort(at) & 0xffff;
  }

  private int size(int tag, int at) {
    return switch (tag) {
      case UTF8 -> 3 + index(at + 1);
      case 5, 6 -> 9;
      case 15 -> 4;
      case CLASS, 8, 16, 19, 20 -> 3;
      default -> 5;
    };
  }
}
