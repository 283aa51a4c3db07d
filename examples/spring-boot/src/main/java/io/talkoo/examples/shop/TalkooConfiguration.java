package io.talkoo.examples.shop;

import io.micrometer.core.instrument.MeterRegistry;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskGateway.Readiness;
import io.talkoo.protocol.TransactionalClient;
import java.util.Objects;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** All that makes a Spring Boot application a node: to be copied. */
@Configuration(proxyBeanMethods = false)
class TalkooConfiguration {
    /** Runs the tasks of all task beans, on the application's database; ends with the context, once running tasks have. */
    @Bean
    TaskEngine taskEngine(ListableBeanFactory beans, DataSourceProperties database, MeterRegistry metrics) {
        return TaskEngine.builder()
                .tasks(beans.getBeansWithAnnotation(TaskBean.class).values().toArray())
                .with("store.url", database.determineUrl())
                .with("store.user", Objects.toString(database.getUsername(), ""))
                .with("store.password", Objects.toString(database.getPassword(), ""))
                .metrics(metrics)
                .start();
    }

    @Bean
    TransactionalClient transactionalClient() {
        return new TransactionalClient();
    }

    @Bean
    HealthIndicator talkooHealthIndicator(TaskEngine engine) {
        return () -> {
            Readiness now = engine.gateway().readiness();
            return now.ready()
                    ? Health.up().build()
                    : Health.outOfService().withDetail("reason", now.reason()).build();
        };
    }
}
