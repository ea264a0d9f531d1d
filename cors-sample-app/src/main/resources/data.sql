insert into ice_cream (flavour, scoops) values ('Vanilla', 1), ('Pistachio', 2), ('Blackcurrant', 3);

insert into feed_entry (text) values ('The parlour is open'), ('Pistachio is back');

insert into tenant (name, stock) values ('kiosk', 'Twelve litres of vanilla'), ('van', 'Cones, and no ice-cream');

insert into tenant_origin (tenant, origin) values ('kiosk', 'https://kiosk.example'), ('van', 'https://van.example');

insert into tenant_version (id, version) values (1, 1);
