package io.corspolicy.sample;

import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;

/**
 * A piece of news.
 *
 * @param id the database's number, {@code null} before it is stored
 * @param text the news
 */
record FeedEntry(@Id @Nullable Long id, String text) {

}
