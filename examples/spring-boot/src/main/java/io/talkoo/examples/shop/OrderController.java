package io.talkoo.examples.shop;

import io.talkoo.examples.shop.Orders.Order;
import io.talkoo.examples.shop.Orders.OutOfStockException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The shop over HTTP. */
@RestController
class OrderController {
    private final Orders orders;

    OrderController(Orders orders) {
        this.orders = orders;
    }

    record Wish(String goods, int pieces) {}

    @PutMapping("/orders/{id}")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, String> place(@PathVariable("id") long id, @RequestBody Wish wish) {
        return Map.of("task", orders.place(id, wish.goods(), wish.pieces()));
    }

    @GetMapping("/orders/{id}")
    ResponseEntity<Order> find(@PathVariable("id") long id) {
        return ResponseEntity.of(orders.find(id));
    }

    @ExceptionHandler
    ProblemDetail refused(OutOfStockException outOfStock) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, outOfStock.getMessage());
    }
}
