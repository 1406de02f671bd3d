package dev.rollcall.store;

/**
 * What every store must do, as a test suite. A store's test extends this class and says how to make an
 * empty store; nothing here knows which store it is given.
 */
public abstract class StoreContract
    implements ReadWriteContract, ConflictContract, VersionstampContract, WatchContract, LimitsContract,
    ConcurrencyContract {}
