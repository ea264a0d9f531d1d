package io.corspolicy.sample;

import java.util.List;

import org.springframework.data.repository.ListCrudRepository;

interface FeedRepository extends ListCrudRepository<FeedEntry, Long> {

	List<FeedEntry> findTop10ByOrderByIdDesc();

}
