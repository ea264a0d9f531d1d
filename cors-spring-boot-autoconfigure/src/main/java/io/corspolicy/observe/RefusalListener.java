package io.corspolicy.observe;

import io.corspolicy.engine.DecisionListener;

/**
 * Hears of refused requests only. Most requests are allowed: whoever does nothing then
 * need not be called.
 */
interface RefusalListener extends DecisionListener {

}
