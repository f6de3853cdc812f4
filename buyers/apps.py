from django.apps import AppConfig


class BuyersConfig(AppConfig):
    name = "buyers"

    def ready(self) -> None:
        from buyers.confirming.todo import unread
        from suppliers import todo
        from suppliers.duplicates import relations

        todo.register(unread)
        relations.classify("buyers.PurchaseRow", relations.Fate.UNITES)
        relations.classify("buyers.Customer", relations.Fate.UNITES)
        relations.classify("buyers.Invitation", relations.Fate.MOVES)
