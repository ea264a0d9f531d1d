package io.corspolicy.sample;

import io.corspolicy.registry.CorsPolicyRegistry;

import org.springframework.cloud.bus.BusProperties;
import org.springframework.cloud.bus.ConditionalOnBusEnabled;
import org.springframework.cloud.bus.jackson.RemoteApplicationEventScan;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Tells the other instances of the sample at once, as docs/fleet.md recommends. The
 * component scan of the sample finds it.
 */
@ConditionalOnBusEnabled
@Configuration(proxyBeanMethods = false)
@RemoteApplicationEventScan
class TenantNews {

	private final ApplicationEventPublisher events;

	private final BusProperties bus;

	private final CorsPolicyRegistry registry;

	TenantNews(ApplicationEventPublisher events, BusProperties bus, CorsPolicyRegistry registry) {
		this.events = events;
		this.bus = bus;
		this.registry = registry;
	}

	@TransactionalEventListener
	void tell(TenantOriginsChanged change) {
		this.events.publishEvent(new TenantsChanged(this, this.bus.getId()));
	}

	@EventListener
	void hear(TenantsChanged change) {
		if (!change.getOriginService().equals(this.bus.getId())) {
			this.registry.refresh();
		}
	}

}
