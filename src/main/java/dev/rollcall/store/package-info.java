/**
 * The store SPI: strictly serializable transactions over ordered byte keys, as FoundationDB has them.
 * The protocol is written against these types only; which store stands behind them is the
 * application's choice. Retry loops are left to the caller, because only the caller knows what an
 * unknown outcome means for its action.
 */
package dev.rollcall.store;
