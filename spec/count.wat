(module
  ;; 0: the control block (64 bytes) · 64: the inbox (4096) · 4160: the commands · 8192: the text
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 2 funcref)
  (elem (i32.const 1) $pressed) ;; slot 0 stays empty: 0 is never a handler
  (type $handler (func (param i32)))
  (global $count (mut i32) (i32.const 0))
  (global $commands (mut i32) (i32.const 0)) ;; how many commands this frame has so far

  ;; What is always said in the first frame, as it lies in memory: eight commands.
  (data (i32.const 4160)
    "\01\00\01\00\01\00\00\00\00\00\00\00\00\00\00\00"  ;; create node=1 kind=column
    "\01\00\05\00\02\00\00\00\00\00\00\00\00\00\00\00"  ;; create node=2 kind=text
    "\01\00\07\00\03\00\00\00\00\00\00\00\00\00\00\00"  ;; create node=3 kind=button
    "\02\00\00\00\02\00\00\00\01\00\00\00\00\00\00\00"  ;; insert node=2 parent=1 before=0
    "\02\00\00\00\03\00\00\00\01\00\00\00\00\00\00\00"  ;; insert node=3 parent=1 before=0
    "\02\00\00\00\01\00\00\00\00\00\00\00\00\00\00\00"  ;; insert node=1 parent=0 before=0
    "\04\00\00\00\03\00\00\00\03\00\00\00\05\00\00\00"  ;; set_text node=3 text="Count"
    "\0e\03\00\00\03\00\00\00\01\00\00\00\00\00\00\00") ;; attach node=3 event=press handler=1 data=0
  (data (i32.const 8192) "000Count")

  (func (export "opui_init") (result i32)
    (i32.store (i32.const 0) (i32.const 0x4955504f))  ;; magic "OPUI"
    (i32.store (i32.const 4) (i32.const 1))           ;; abi_major
    (i32.store (i32.const 12) (i32.const 4160))       ;; commands_address
    (i32.store (i32.const 20) (i32.const 8192))       ;; text_address
    (i32.store (i32.const 28) (i32.const 64))         ;; inbox_address
    (i32.store (i32.const 32) (i32.const 4096))       ;; inbox_capacity
    (global.set $commands (i32.const 8))
    (i32.const 0))

  (func $pressed (param $event i32)
    (global.set $count (i32.add (global.get $count) (i32.const 1))))

  (func $digit (param $address i32) (param $value i32)
    (i32.store8 (local.get $address)
      (i32.add (i32.const 48) (i32.rem_u (local.get $value) (i32.const 10)))))

  (func (export "opui_frame")
    (local $event i32) (local $end i32) (local $command i32)
    ;; Every event with a handler: call it with the record's address.
    (local.set $event (i32.const 64))
    (local.set $end (i32.add (i32.const 64) (i32.mul (i32.load (i32.const 36)) (i32.const 32))))
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $event) (local.get $end)))
      (if (i32.load offset=8 (local.get $event))
        (then (call_indirect (type $handler) (local.get $event) (i32.load offset=8 (local.get $event)))))
      (local.set $event (i32.add (local.get $event) (i32.const 32)))
      (br $next)))
    ;; set_text node=2 text="…": the three digits at the start of the text.
    (local.set $command (i32.add (i32.const 4160) (i32.mul (global.get $commands) (i32.const 16))))
    (i32.store (local.get $command) (i32.const 4))
    (i32.store offset=4 (local.get $command) (i32.const 2))
    (i32.store offset=8 (local.get $command) (i32.const 0))
    (i32.store offset=12 (local.get $command) (i32.const 3))
    (call $digit (i32.const 8194) (global.get $count))
    (call $digit (i32.const 8193) (i32.div_u (global.get $count) (i32.const 10)))
    (call $digit (i32.const 8192) (i32.div_u (global.get $count) (i32.const 100)))
    (i32.store (i32.const 16) (i32.add (global.get $commands) (i32.const 1))) ;; commands_count
    (i32.store (i32.const 24) (i32.const 8))                                  ;; text_length
    (global.set $commands (i32.const 0))))
