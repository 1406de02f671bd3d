/**
 * What the protocol keeps in the store: keys, value encodings, and typed access within one transaction.
 *
 * <p>Every value starts with the version of its encoding. A value of another version, or one that does
 * not decode to its last byte, is a {@link dev.rollcall.protocol.schema.DamagedValueException} that
 * names the key; nothing is ever guessed.
 */
package dev.rollcall.protocol.schema;
