package io.corspolicy.sample;

import org.springframework.data.repository.ListCrudRepository;

interface IceCreamRepository extends ListCrudRepository<IceCream, Long> {

}
