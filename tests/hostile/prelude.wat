;; What most hostile guests share: a proper control block, a frame that calls the handlers of its events and then
;; $frame, and a function for each common command. A guest adds (func $frame (param $number i32)), which is given the
;; frame's number, and (func $handler (param $event i32)), which is slot 1 of the table. Texts lie in the second page
;; and end with a zero byte.
;;
;; 0: control block · 64: inbox (16 KiB) · 0x5000: commands · 0x10000: text region (64 KiB)
(memory (export "memory") 2)
(table (export "__indirect_function_table") 4 funcref)
(elem (i32.const 1) func $handler $not_a_handler)
(type $handler_type (func (param i32)))
(func $not_a_handler (result i64) (i64.const 0))

;; Kinds, attributes, events and methods by the codes of spec/opcodes.md.
(global $root i32 (i32.const 0)) (global $column i32 (i32.const 1)) (global $row i32 (i32.const 2))
(global $scroll i32 (i32.const 3)) (global $list i32 (i32.const 4)) (global $text i32 (i32.const 5))
(global $span i32 (i32.const 6)) (global $button i32 (i32.const 7)) (global $input i32 (i32.const 8))
(global $checkbox i32 (i32.const 9)) (global $rule i32 (i32.const 10)) (global $key_binding i32 (i32.const 11))
(global $timer i32 (i32.const 12))
(global $name i32 (i32.const 1)) (global $style i32 (i32.const 2)) (global $disabled i32 (i32.const 3))
(global $hidden i32 (i32.const 4)) (global $tooltip i32 (i32.const 5)) (global $title i32 (i32.const 6))
(global $stylesheet i32 (i32.const 7)) (global $value i32 (i32.const 8)) (global $placeholder i32 (i32.const 9))
(global $key i32 (i32.const 14)) (global $interval i32 (i32.const 15))
(global $press i32 (i32.const 3)) (global $change i32 (i32.const 4)) (global $on_key i32 (i32.const 7))
(global $on_blur i32 (i32.const 9)) (global $tick i32 (i32.const 11))
(global $focus i32 (i32.const 1)) (global $bell i32 (i32.const 4)) (global $notify i32 (i32.const 5))
(global $quit i32 (i32.const 6))

(func (export "opui_init") (result i32)
  (i32.store (i32.const 0) (i32.const 0x4955504f))  ;; magic "OPUI"
  (i32.store (i32.const 4) (i32.const 1))           ;; abi_major
  (i32.store (i32.const 12) (i32.const 0x5000))     ;; commands_address
  (i32.store (i32.const 20) (i32.const 0x10000))    ;; text_address
  (i32.store (i32.const 24) (i32.const 0x10000))    ;; text_length
  (i32.store (i32.const 28) (i32.const 64))         ;; inbox_address
  (i32.store (i32.const 32) (i32.const 16384))      ;; inbox_capacity
  (i32.const 0))

(func (export "opui_frame")
  (local $event i32) (local $end i32)
  (i32.store (i32.const 16) (i32.const 0))          ;; commands_count
  (local.set $event (i32.const 64))
  (local.set $end (i32.add (i32.const 64) (i32.mul (i32.load (i32.const 36)) (i32.const 32))))
  (block $done (loop $next
    (br_if $done (i32.ge_u (local.get $event) (local.get $end)))
    (if (i32.load offset=8 (local.get $event)) (then
      (call_indirect (type $handler_type) (local.get $event) (i32.load offset=8 (local.get $event)))))
    (local.set $event (i32.add (local.get $event) (i32.const 32)))
    (br $next)))
  (call $frame (i32.load (i32.const 44))))

(func $again (i32.store (i32.const 48) (i32.const 1)))

;; Puts one record behind the others. $where: commands_address + 16 * commands_count.
(func $command (param $opcode i32) (param $a i32) (param $b i32) (param $node i32) (param $x i32) (param $y i32)
  (local $where i32)
  (local.set $where (i32.add (i32.load (i32.const 12)) (i32.shl (i32.load (i32.const 16)) (i32.const 4))))
  (i32.store8 (local.get $where) (local.get $opcode))
  (i32.store8 offset=1 (local.get $where) (local.get $a))
  (i32.store16 offset=2 (local.get $where) (local.get $b))
  (i32.store offset=4 (local.get $where) (local.get $node))
  (i32.store offset=8 (local.get $where) (local.get $x))
  (i32.store offset=12 (local.get $where) (local.get $y))
  (i32.store (i32.const 16) (i32.add (i32.load (i32.const 16)) (i32.const 1))))

(func $length (param $address i32) (result i32)
  (local $at i32)
  (local.set $at (local.get $address))
  (block $done (loop $next
    (br_if $done (i32.eqz (i32.load8_u (local.get $at))))
    (local.set $at (i32.add (local.get $at) (i32.const 1)))
    (br $next)))
  (i32.sub (local.get $at) (local.get $address)))

;; A command whose operand is the text at $address.
(func $say (param $opcode i32) (param $a i32) (param $b i32) (param $node i32) (param $address i32)
  (call $command (local.get $opcode) (local.get $a) (local.get $b) (local.get $node)
    (i32.sub (local.get $address) (i32.const 0x10000)) (call $length (local.get $address))))

(func $create (param $node i32) (param $kind i32)
  (call $command (i32.const 1) (i32.const 0) (local.get $kind) (local.get $node) (i32.const 0) (i32.const 0)))
(func $insert (param $node i32) (param $parent i32)
  (call $command (i32.const 2) (i32.const 0) (i32.const 0) (local.get $node) (local.get $parent) (i32.const 0)))
(func $make (param $node i32) (param $kind i32) (param $parent i32)
  (call $create (local.get $node) (local.get $kind))
  (call $insert (local.get $node) (local.get $parent)))
(func $remove (param $node i32)
  (call $command (i32.const 3) (i32.const 0) (i32.const 0) (local.get $node) (i32.const 0) (i32.const 0)))
(func $set_text (param $node i32) (param $address i32)
  (call $say (i32.const 4) (i32.const 0) (i32.const 0) (local.get $node) (local.get $address)))
(func $set_string (param $node i32) (param $attribute i32) (param $address i32)
  (call $say (i32.const 5) (i32.const 0) (local.get $attribute) (local.get $node) (local.get $address)))
(func $set_number (param $node i32) (param $attribute i32) (param $number f64)
  (local $bits i64)
  (local.set $bits (i64.reinterpret_f64 (local.get $number)))
  (call $command (i32.const 6) (i32.const 0) (local.get $attribute) (local.get $node)
    (i32.wrap_i64 (local.get $bits)) (i32.wrap_i64 (i64.shr_u (local.get $bits) (i64.const 32)))))
(func $set_flag (param $node i32) (param $attribute i32) (param $flag i32)
  (call $command (i32.const 8) (i32.const 0) (local.get $attribute) (local.get $node) (local.get $flag) (i32.const 0)))
(func $set_array (param $node i32) (param $attribute i32) (param $element i32) (param $descriptor i32)
  (call $command (i32.const 10) (local.get $element) (local.get $attribute) (local.get $node)
    (local.get $descriptor) (i32.const 0)))
;; Writes a descriptor of elements that lie side by side, without validity bits.
(func $describe (param $at i32) (param $values i32) (param $length i32) (param $text i32) (param $text_length i32)
  (i32.store (local.get $at) (local.get $values))
  (i32.store offset=4 (local.get $at) (local.get $length))
  (i32.store offset=16 (local.get $at) (local.get $text))
  (i32.store offset=20 (local.get $at) (local.get $text_length)))
(func $add_class (param $node i32) (param $address i32)
  (call $say (i32.const 12) (i32.const 0) (i32.const 0) (local.get $node) (local.get $address)))
(func $attach (param $node i32) (param $event i32) (param $slot i32)
  (call $command (i32.const 14) (local.get $event) (i32.const 0) (local.get $node) (local.get $slot) (i32.const 0)))
(func $call (param $node i32) (param $method i32) (param $option i32) (param $address i32)
  (call $say (i32.const 16) (local.get $option) (local.get $method) (local.get $node) (local.get $address)))
(func $call_silent (param $node i32) (param $method i32)
  (call $command (i32.const 16) (i32.const 0) (local.get $method) (local.get $node) (i32.const 0) (i32.const 0)))
