package io.corspolicy.sample;

import org.springframework.cloud.bus.event.RemoteApplicationEvent;

/**
 * Tells all instances that a tenant's origins have changed. What they are now is in the
 * database.
 */
public final class TenantsChanged extends RemoteApplicationEvent {

	private static final long serialVersionUID = 1;

	/**
	 * For those who receive it.
	 */
	TenantsChanged() {
	}

	TenantsChanged(Object source, String sender) {
		super(source, sender, DEFAULT_DESTINATION_FACTORY.getDestination("**"));
	}

}
