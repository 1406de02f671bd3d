package dev.rollcall.store.fdb;

import dev.rollcall.store.Store;
import dev.rollcall.store.StoreContract;

/** What every store must do, on a live FoundationDB. */
@FdbCluster.Needed
class FdbStoreContractTest extends StoreContract {

  @Override
  public Store newStore() {
    return FdbCluster.freshStore();
  }
}
