package dev.millrace.adapter.postgres;

import io.micronaut.context.BeanContext;

/// All repositories of one context.
record Repositories(
        JobRepository jobs,
        TaskRepository tasks,
        EventRepository events,
        FairnessRepository fairness,
        GarbageRepository garbage,
        ProfileRepository profiles,
        UploadRepository uploads,
        KeyRepository keys,
        WebhookRepository webhooks,
        DeliveryRepository deliveries,
        AttemptRepository attempts,
        WorkerRepository workers) {

    static Repositories of(BeanContext context) {
        return new Repositories(
                context.getBean(JobRepository.class),
                context.getBean(TaskRepository.class),
                context.getBean(EventRepository.class),
                context.getBean(FairnessRepository.class),
                context.getBean(GarbageRepository.class),
                context.getBean(ProfileRepository.class),
                context.getBean(UploadRepository.class),
                context.getBean(KeyRepository.class),
                context.getBean(WebhookRepository.class),
                context.getBean(DeliveryRepository.class),
                context.getBean(AttemptRepository.class),
                context.getBean(WorkerRepository.class));
    }
}
