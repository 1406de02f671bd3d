/**
 * The store on FoundationDB, by its Java binding. It needs {@code org.foundationdb:fdb-java} on the class path
 * and FoundationDB's native client, {@code libfdb_c}, on the machine; nothing else of Rollcall does.
 *
 * <p>{@link dev.rollcall.store.fdb.FdbStore} is the way in. What each error code of FoundationDB comes to is in
 * one table, {@link dev.rollcall.store.fdb.FdbErrors}.
 */
package dev.rollcall.store.fdb;
